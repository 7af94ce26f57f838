import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Alone } from "../../app/Alone";
import { useTitle } from "../../app/title";
import { Company } from "./Company";
import { People } from "./People";
import { Start } from "./Start";
import { STEPS, type Step } from "./steps";
import "./setup.css";

const route = getRouteApi("/bare/setup");

/** The first run: a company and who administers it, the colleagues, and where to begin. */
export function SetupPage() {
  const { t } = useTranslation("setup");
  const { step } = route.useSearch();
  const navigate = route.useNavigate();
  const title = t(step === "company" ? "title" : `${step}.title`);
  useTitle(title);
  const go = (next: Step) => () => void navigate({ search: { step: next } });
  return (
    <Alone title={title} lead={t(`${step}.lead`)} isWide>
      <Steps at={step} />
      {step === "company" && <Company done={go("people")} />}
      {step === "people" && <People done={go("start")} />}
      {step === "start" && <Start />}
    </Alone>
  );
}

function Steps({ at }: { at: Step }) {
  const { t } = useTranslation("setup");
  return (
    <ol className="setup-steps" aria-label={t("steps.label")}>
      {STEPS.map((step, index) => (
        <li
          key={step}
          className={index < STEPS.indexOf(at) ? "done" : ""}
          {...(step === at && { "aria-current": "step" as const })}
        >
          <span className="setup-number">{index + 1}</span>
          {t(`steps.${step}`)}
        </li>
      ))}
    </ol>
  );
}
