import { getRouteApi, Link, Navigate, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../../api/client";
import { queryClient } from "../../api/queries";
import { Alone } from "../../app/Alone";
import { useTitle } from "../../app/title";
import { inside } from "./inside";
import { NewPassword } from "./NewPassword";
import { SignIn } from "./SignIn";

const SETUP = { step: "company" } as const;
const route = getRouteApi("/bare/signin");

/** Signing in; whoever has a password for once makes one of their own before anything else. */
export function SignInPage() {
  const { t } = useTranslation("signin");
  const router = useRouter();
  const { to } = route.useSearch();
  const installation = $api.useQuery("get", "/v1/installation", {}, { retry: false });
  const [temporary, setTemporary] = useState<string>();
  const isNew = temporary !== undefined;
  const title = t(isNew ? "new.title" : "title");
  useTitle(title);

  const enter = (): void => {
    queryClient.clear();
    void router.navigate({ href: inside(to), replace: true });
  };
  // Nobody can sign in where there is no company yet.
  if (installation.data?.empty) return <Navigate to="/setup" search={SETUP} replace />;
  return (
    <Alone
      title={title}
      lead={t(isNew ? "new.lead" : "lead")}
      foot={
        <Link to="/setup" search={SETUP} className="button plain">
          {t("setup")}
        </Link>
      }
    >
      {isNew ? <NewPassword temporary={temporary} done={enter} /> : <SignIn done={enter} mustChange={setTemporary} />}
    </Alone>
  );
}
