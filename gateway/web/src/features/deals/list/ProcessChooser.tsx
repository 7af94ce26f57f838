import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { named } from "../../../parts/said";
import { Button } from "../../../ui/Button";
import { Icon } from "../../../ui/Icon";
import { Menu } from "../../../ui/overlays";
import { useProcesses } from "../queries";
import type { Process } from "../types";

/** Which way of selling is shown; not there while the company has one. */
export function ProcessChooser({ chosen }: { chosen: Process | undefined }) {
  const { t } = useTranslation("deals");
  const { language } = useSession();
  const navigate = useNavigate({ from: "/deals" });
  const { processes } = useProcesses();
  const offered = processes?.filter(({ archiveTime }) => !archiveTime) ?? [];
  if (!chosen || offered.length < 2) return null;
  return (
    <Menu
      aria-label={t("process")}
      acts={offered.map((process) => ({
        id: process.id,
        name: named(process, language),
        ...(process.id === chosen.id && { icon: "check" as const }),
        act: () => void navigate({ search: (before) => ({ ...before, process: process.id }) }),
      }))}
      trigger={
        <Button>
          {named(chosen, language)}
          <Icon name="down" />
        </Button>
      }
    />
  );
}
