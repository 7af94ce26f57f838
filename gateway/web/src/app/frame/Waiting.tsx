import { Skeleton } from "../../ui/shown";

/** A page on its way: its place, not a spinner. */
export function Waiting() {
  return (
    <div className="page-waiting">
      <Skeleton lines={6} />
    </div>
  );
}
