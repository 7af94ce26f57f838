import { useTranslation } from "react-i18next";
import { NEW } from "../frame/catalogue";
import { RecordDrawer } from "../frame/RecordDrawer";
import { CampaignForm } from "./CampaignForm";
import { CampaignRecord } from "./CampaignRecord";
import { useCampaign } from "./queries";

export interface CampaignDrawerProps {
  id: string | undefined;
  close: () => void;
  open: (id: string) => void;
}

export function CampaignDrawer({ id, close, open }: CampaignDrawerProps) {
  const { t } = useTranslation("settings");
  return (
    <RecordDrawer
      id={id}
      read={useCampaign}
      titles={{ new: t("campaigns.new"), one: t("campaigns.one") }}
      close={close}
      isWide={id !== NEW}
    >
      {(of, leave) => (of ? <CampaignRecord of={of} /> : <CampaignForm close={leave} then={open} />)}
    </RecordDrawer>
  );
}
