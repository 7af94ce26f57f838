import { type RefObject, useEffect, useState } from "react";
import type { Problem } from "../api/problem";
import { useFieldTexts, useProblemText } from "../api/problemText";
import { unplaced } from "./formValues";

/** Above a form: why all of it was refused. What is said of a field stands there. */
export function FormProblem({ problem, form }: { problem: Problem; form: RefObject<HTMLFormElement | null> }) {
  const textOf = useProblemText();
  const textsOf = useFieldTexts();
  const [rest, setRest] = useState<string[]>([]);
  useEffect(() => setRest(unplaced(textsOf(problem), form.current)), [problem, form, textsOf]);
  const isAllPlaced = Object.keys(problem.fields).length > 0 && rest.length === 0;
  if (isAllPlaced) return null;
  return (
    <div className="form-problem" role="alert">
      {rest.length > 0 ? rest.map((fault) => <p key={fault}>{fault}</p>) : <p>{textOf(problem)}</p>}
    </div>
  );
}
