import { getRouteApi, Link, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { queryClient } from "../../api/queries";
import { Alone } from "../../app/Alone";
import { useTitle } from "../../app/title";
import { inside } from "./inside";
import { NewPassword } from "./NewPassword";
import { SignIn } from "./SignIn";

const route = getRouteApi("/bare/signin");

/** Signing in; whoever has a password for once makes one of their own before anything else. */
export function SignInPage() {
  const { t } = useTranslation("signin");
  const router = useRouter();
  const { to } = route.useSearch();
  const [temporary, setTemporary] = useState<string>();
  const isNew = temporary !== undefined;
  const title = t(isNew ? "new.title" : "title");
  useTitle(title);

  const enter = (): void => {
    queryClient.clear();
    void router.navigate({ href: inside(to), replace: true });
  };
  return (
    <Alone
      title={title}
      lead={t(isNew ? "new.lead" : "lead")}
      foot={
        <Link to="/setup" search={{ step: "company" }} className="button plain">
          {t("setup")}
        </Link>
      }
    >
      {isNew ? <NewPassword temporary={temporary} done={enter} /> : <SignIn done={enter} mustChange={setTemporary} />}
    </Alone>
  );
}
