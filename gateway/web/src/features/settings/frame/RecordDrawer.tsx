import type { ReactNode } from "react";
import { Failure } from "../../../ui/Failure";
import { Drawer } from "../../../ui/overlays";
import { Skeleton } from "../../../ui/shown";
import { NEW } from "./catalogue";

export interface RecordDrawerProps<Row> {
  /** What the address names: an id, or that it is a new one; nothing while it is closed. */
  id: string | undefined;
  read: (id: string, isEnabled: boolean) => { data: Row | undefined; error: unknown; refetch: () => unknown };
  /** Of a new one, and of one whose name is not known yet. */
  titles: { new: string; one: string };
  close: () => void;
  isWide?: boolean;
  /** The record, or nothing for a new one; `leave` asks before what was typed is lost. */
  children: (of: Row | undefined, leave: () => void) => ReactNode;
}

/** One of a list, open beside it, or a new one. */
export function RecordDrawer<Row extends { name: string }>(props: RecordDrawerProps<Row>) {
  const { id = "", read: useRecord, titles, close, isWide = false, children } = props;
  const isNew = id === NEW;
  const { data, error, refetch } = useRecord(id, id !== "" && !isNew);
  return (
    <Drawer
      title={isNew ? titles.new : (data?.name ?? titles.one)}
      isOpen={id !== ""}
      onOpenChange={(isOpen) => {
        if (!isOpen) close();
      }}
      isWide={isWide}
    >
      {(leave) => {
        if (isNew) return children(undefined, leave);
        if (error) return <Failure of={error} retry={() => void refetch()} />;
        return data ? children(data, leave) : <Skeleton lines={10} />;
      }}
    </Drawer>
  );
}
