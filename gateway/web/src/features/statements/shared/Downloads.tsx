import { useTranslation } from "react-i18next";
import { api, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { languageOf } from "../../../i18n";
import { Button } from "../../../ui/Button";
import { Icon } from "../../../ui/Icon";
import { keep } from "../../../ui/keep";
import type { Shared } from "../types";

/** The paper in the language of the page: to print, stamp and scan, or to reckon with. */
export function Downloads({ of, token }: { of: Shared; token: string }) {
  const { t, i18n } = useTranslation("statements");
  const { run, isPending } = useCommand();
  const language = languageOf(i18n.language);
  const load = async (format: "pdf" | "xlsx"): Promise<void> => {
    const body = { token, format, language };
    const call = () => reply(api.POST("/v1/sharedStatements:download", { body, parseAs: "blob" }));
    const content = await run(call);
    // The token does not go into an address, so the browser is handed the file itself.
    if (content) keep(content as unknown as Blob, `${of.number}.${format}`);
  };
  return (
    <section className="statement-links">
      {(["pdf", "xlsx"] as const).map((format) => (
        <Button key={format} onPress={() => void load(format)} isPending={isPending}>
          <Icon name="download" />
          {t(`document.${format}.${language}`)}
        </Button>
      ))}
    </section>
  );
}
