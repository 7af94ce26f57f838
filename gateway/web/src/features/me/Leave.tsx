import { useTranslation } from "react-i18next";
import { useCommand } from "../../api/command";
import { useSession } from "../../app/session";
import { signOut } from "../../app/signOut";
import { Button } from "../../ui/Button";
import { Icon } from "../../ui/Icon";

export function Leave() {
  const { t } = useTranslation();
  const { sessionId } = useSession();
  const { run, isPending } = useCommand();
  return (
    <Button isPending={isPending} onPress={() => void run(() => signOut(sessionId))}>
      <Icon name="out" />
      {t("frame.signOut")}
    </Button>
  );
}
