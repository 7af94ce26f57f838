import { $api } from "../api/client";
import { Icon } from "../ui/Icon";
import { contentOf } from "./attaching";
import "./paper.css";

/** A file that shows something, to be opened; nothing where one may not see it. */
export function Paper({ id }: { id: string }) {
  const { data, isError } = $api.useQuery("get", "/v1/attachments/{attachment_id}", {
    params: { path: { attachment_id: id } },
  });
  if (isError || !data) return null;
  return (
    <a className="paper" href={contentOf(data)} download={data.fileName}>
      <Icon name="file" size={14} />
      {data.fileName}
    </a>
  );
}
