import { Failure } from "../../../ui/Failure";
import { Skeleton } from "../../../ui/shown";
import type { Preview } from "./usePreview";

/** A message as it will be read. */
export function PreviewOf({ of: { shown, errors, failure }, label }: { of: Preview; label: string }) {
  return (
    <section className="reminder-preview" aria-label={label}>
      <small>{label}</small>
      {failure ? (
        <Failure of={failure} isSmall />
      ) : shown ? (
        <>
          <strong>{shown.title}</strong>
          <p>{shown.body}</p>
        </>
      ) : errors.title || errors.body ? (
        <p className="settings-note">—</p>
      ) : (
        <Skeleton lines={2} />
      )}
    </section>
  );
}
