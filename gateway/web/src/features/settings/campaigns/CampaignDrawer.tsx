import { useTranslation } from "react-i18next";
import { Failure } from "../../../ui/Failure";
import { Drawer } from "../../../ui/overlays";
import { Skeleton } from "../../../ui/shown";
import { NEW } from "../frame/catalogue";
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
  const isNew = id === NEW;
  const { data, error, refetch } = useCampaign(id ?? "", Boolean(id) && !isNew);
  return (
    <Drawer
      title={isNew ? t("campaigns.new") : (data?.name ?? t("campaigns.one"))}
      isOpen={Boolean(id)}
      onOpenChange={(isOpen) => {
        if (!isOpen) close();
      }}
      isWide={!isNew}
    >
      {(leave) =>
        isNew ? (
          <CampaignForm close={leave} then={open} />
        ) : error ? (
          <Failure of={error} retry={() => void refetch()} />
        ) : data ? (
          <CampaignRecord of={data} />
        ) : (
          <Skeleton lines={8} />
        )
      }
    </Drawer>
  );
}
