import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import { Columns, Page } from "../../ui/Page";
import { usePhone } from "../../ui/usePhone";
import { ApiKeys } from "./ApiKeys";
import { Leave } from "./Leave";
import { Looks } from "./Looks";
import { Password } from "./Password";
import { Places } from "./Places";
import { Profile } from "./Profile";
import { Sessions } from "./Sessions";
import "./me.css";

/** Who one is here, how things look to one, and from where one is signed in. */
export function MePage() {
  const { t } = useTranslation("me");
  const { me, company, may } = useSession();
  const isPhone = usePhone();
  return (
    <Page title={t("title")} finding={me.name} note={company.name} actions={isPhone ? undefined : <Leave />}>
      {isPhone && <Places />}
      <Columns
        main={
          <>
            <Profile />
            <Sessions />
            {may("api_key.read") && <ApiKeys />}
          </>
        }
        side={
          <>
            <Looks />
            <Password />
            {isPhone && <Leave />}
          </>
        }
      />
    </Page>
  );
}
