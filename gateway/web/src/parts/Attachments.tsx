import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, api, ifMatch, reply } from "../api/client";
import { useCommand } from "../api/command";
import { useSession } from "../app/session";
import { useWords } from "../i18n/words";
import { Button, IconButton } from "../ui/Button";
import { Confirm } from "../ui/Confirm";
import { Failure } from "../ui/Failure";
import { Icon } from "../ui/Icon";
import { Panel } from "../ui/Panel";
import { usePeople } from "../ui/people";
import { DateText, Skeleton } from "../ui/shown";
import { AttachDialog } from "./AttachDialog";
import { type Attachment, type Category, contentOf, type Subject, sizeText } from "./attaching";
import "./attachments.css";

/** The files of a record: what they are evidence of, who put them there; and adding one. */
export function Attachments({ of, usual }: { of: Subject; usual: Category }) {
  const { t } = useTranslation("parts");
  const { may } = useSession();
  const query = { subjectType: of.type, subjectId: of.id, orderBy: "create_time desc", pageSize: 100 };
  const { data, error, refetch } = $api.useQuery(
    "get",
    "/v1/attachments",
    { params: { query } },
    { enabled: may("attachment.read") },
  );
  if (!may("attachment.read")) return null;
  const add = may("attachment.create") && (
    <AttachDialog
      of={of}
      usual={usual}
      trigger={
        <Button kind="plain">
          <Icon name="upload" />
          {t("attachments.add")}
        </Button>
      }
    />
  );
  const files = data?.attachments;
  return (
    <Panel title={t("attachments.title")} note={files && files.length > 0 ? files.length : undefined} actions={add}>
      {error ? (
        <Failure of={error} retry={() => void refetch()} isSmall />
      ) : !files ? (
        <Skeleton lines={2} />
      ) : files.length === 0 ? (
        <p className="attachments-none">{t("attachments.none")}</p>
      ) : (
        <ul className="attachments">
          {files.map((file) => (
            <File key={file.id} of={file} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function File({ of }: { of: Attachment }) {
  const { t, i18n } = useTranslation("parts");
  const word = useWords();
  const { may, zone } = useSession();
  const { nameOf } = usePeople();
  const { run, isPending } = useCommand();
  const [isAsking, setAsking] = useState(false);
  const params = { path: { attachment_id: of.id } };
  const archive = () =>
    run(() => reply(api.POST("/v1/attachments/{attachment_id}:archive", { params, headers: ifMatch(of) })), {
      done: t("attachments.removed"),
    });
  return (
    <li className="attachment">
      <Icon name="file" />
      <div className="attachment-words">
        <a href={contentOf(of)} download={of.fileName}>
          {of.fileName}
        </a>
        <span className="attachment-note">
          {word("AttachmentCategory", of.category)} · {sizeText(of.size, i18n.language)}
          {nameOf(of.uploadedById) && <> · {nameOf(of.uploadedById)}</>}
          {of.createTime && (
            <>
              {" "}
              · <DateText of={of.createTime} zone={zone} />
            </>
          )}
        </span>
      </div>
      {may("attachment.archive") && (
        <>
          <IconButton aria-label={t("attachments.remove", { name: of.fileName })} onPress={() => setAsking(true)}>
            <Icon name="close" />
          </IconButton>
          <Confirm
            title={t("attachments.removeTitle", { name: of.fileName })}
            confirm={t("attachments.removeDo")}
            isOpen={isAsking}
            onOpenChange={setAsking}
            isPending={isPending}
            onConfirm={async () => Boolean(await archive())}
          />
        </>
      )}
    </li>
  );
}
