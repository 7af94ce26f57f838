import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "../api/command";
import type { components } from "../api/generated/openapi";
import { useSession } from "../app/session";
import { useWords } from "../i18n/words";
import { Button, IconButton } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { Panel } from "../ui/Panel";
import { Person } from "../ui/Person";
import { usePeople } from "../ui/people";
import { DateText, Skeleton } from "../ui/shown";
import { AssignDialog, type NewAssignment } from "./AssignDialog";
import "./assignments.css";

type Assignment = components["schemas"]["common.Assignment"];
export type RoleName = "OWNER" | "COLLABORATOR" | "PRESALES" | "PROJECT" | "COLLECTOR";

export interface AssignmentsProps {
  title: string;
  /** The latest first; undefined while they are on their way. */
  of: readonly Assignment[] | undefined;
  /** Who may change them: "opportunity.assign". */
  permission: string;
  /** The parts that can be given here. */
  roles: readonly RoleName[];
  assign: (body: NewAssignment) => Promise<unknown>;
  end: (assignmentId: string) => Promise<unknown>;
}

/** Who has which part in a record, from when, with which share; those before on demand. */
export function Assignments({ title, of, permission, roles, assign, end }: AssignmentsProps) {
  const { t } = useTranslation("parts");
  const { may } = useSession();
  const [isAll, setAll] = useState(false);
  const now = of?.filter(({ validToDate }) => !validToDate) ?? [];
  const shown = isAll ? (of ?? []) : now;
  const before = (of?.length ?? 0) - now.length;
  const mayAssign = may(permission);
  return (
    <Panel title={title} actions={mayAssign && <AssignDialog roles={roles} assign={assign} />}>
      {!of ? (
        <Skeleton lines={2} />
      ) : (
        <ul className="assignments">
          {shown.map((each) => (
            <Line key={each.id} of={each} end={mayAssign ? end : undefined} />
          ))}
        </ul>
      )}
      {before > 0 && (
        <Button kind="plain" onPress={() => setAll(!isAll)}>
          {isAll ? t("assignments.now") : t("assignments.before", { count: before })}
        </Button>
      )}
    </Panel>
  );
}

function Line({ of, end }: { of: Assignment; end: AssignmentsProps["end"] | undefined }) {
  const { t } = useTranslation("parts");
  const word = useWords();
  const { zone, language } = useSession();
  const { nameOf } = usePeople();
  const { run, isPending } = useCommand();
  const name = nameOf(of.personId);
  // All of an owner's shares are the usual case, of which nothing needs to be said.
  const isUsual =
    of.role === "ASSIGNMENT_ROLE_OWNER" && Number(of.signedShare) === 100 && Number(of.collectedShare) === 100;
  const shares = [
    !isUsual && Number(of.signedShare) > 0 && t("assignments.signed", { share: of.signedShare }),
    !isUsual && Number(of.collectedShare) > 0 && t("assignments.collected", { share: of.collectedShare }),
  ].filter(Boolean);
  const why = (language === "en-US" && of.why?.textEn) || of.why?.text || of.reason;
  // A record is never without an owner: a new one takes the place of the one before.
  const canEnd = end && !of.validToDate && of.role !== "ASSIGNMENT_ROLE_OWNER";
  return (
    <li className={of.validToDate ? "assignment past" : "assignment"}>
      <Person name={name} note={word("AssignmentRole", of.role)} />
      <span className="assignment-when">
        <DateText of={of.validFromDate} zone={zone} />
        {of.validToDate && (
          <>
            {" – "}
            <DateText of={of.validToDate} zone={zone} />
          </>
        )}
        {shares.length > 0 && <span>{shares.join(" · ")}</span>}
        {why && <span className="assignment-why">{why}</span>}
      </span>
      {canEnd && (
        <IconButton
          aria-label={t("assignments.end", { name: name ?? "" })}
          isPending={isPending}
          onPress={() => void run(() => end(of.id), { done: t("assignments.ended") })}
        >
          <Icon name="close" />
        </IconButton>
      )}
    </li>
  );
}
