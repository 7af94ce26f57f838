import { lazy, Suspense, useEffect, useState } from "react";
import { type Answer, askingWith } from "./asking";

const PasswordDialog = lazy(() => import("./PasswordDialog").then((module) => ({ default: module.PasswordDialog })));

/** Money is posted only soon after the password was given: here it is asked for once more, and the command goes on. */
export function Confirming() {
  const [answer, setAnswer] = useState<Answer>();
  useEffect(() => askingWith((next) => setAnswer(() => next)), []);
  if (!answer) return null;
  const close = (isConfirmed: boolean): void => {
    setAnswer(undefined);
    answer(isConfirmed);
  };
  return (
    <Suspense>
      <PasswordDialog answer={close} />
    </Suspense>
  );
}
