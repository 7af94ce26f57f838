import { useTranslation } from "react-i18next";
import { api, reply } from "../../../api/client";
import { isZero } from "../../../api/money";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { Button } from "../../../ui/Button";
import { Facts } from "../../../ui/Facts";
import { Dialog } from "../../../ui/overlays";
import { usePeople } from "../../../ui/people";
import { Badge, Money } from "../../../ui/shown";
import { ArchiveButton } from "../frame/ArchiveButton";
import { typedOf } from "../frame/list";
import { CampaignForm } from "./CampaignForm";
import { Costs } from "./Costs";
import type { Campaign } from "./queries";
import { Days } from "./useCampaignColumns";

/** One campaign: what it is, and what it has cost. */
export function CampaignRecord({ of: campaign }: { of: Campaign }) {
  const { t } = useTranslation("settings");
  const { zone, may } = useSession();
  const word = useWords();
  const { nameOf } = usePeople();
  const { budget, spent } = campaign;
  return (
    <>
      <Acts of={campaign} />
      {campaign.archiveTime && <Badge>{t("assignment.archived")}</Badge>}
      <Facts
        columns={2}
        of={[
          { name: t("campaigns.budget"), value: budget && !isZero(budget) && <Money of={budget} /> },
          { name: t("campaigns.spent"), value: spent && <Money of={spent} /> },
          { name: t("campaigns.kind"), value: word("CampaignKind", campaign.kind) },
          {
            name: t("campaigns.days"),
            value: (campaign.startDate || campaign.endDate) && <Days of={campaign} zone={zone} />,
          },
          { name: t("sources.responsible"), value: nameOf(campaign.responsibleId) },
          { name: t("campaigns.utm"), value: typedOf(campaign.utmCampaigns) },
          { name: t("transfers.note"), value: campaign.note },
        ]}
      />
      <Costs of={campaign} mayRecord={may("campaign.update") && !campaign.archiveTime} />
    </>
  );
}

function Acts({ of: campaign }: { of: Campaign }) {
  const { t } = useTranslation("settings");
  const { may } = useSession();
  const params = { path: { campaign_id: campaign.id } };
  return (
    <div className="settings-acts">
      {may("campaign.update") && !campaign.archiveTime && (
        <Dialog title={campaign.name} trigger={<Button>{t("edit")}</Button>}>
          {(close) => <CampaignForm of={campaign} close={close} />}
        </Dialog>
      )}
      {may("campaign.archive") && (
        <ArchiveButton
          of={campaign}
          archive={() => reply(api.POST("/v1/campaigns/{campaign_id}:archive", { params, body: {} }))}
          restore={() => reply(api.POST("/v1/campaigns/{campaign_id}:restore", { params, body: {} }))}
        />
      )}
    </div>
  );
}
