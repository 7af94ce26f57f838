import { onSignInAgain } from "../../api/command";

export type Answer = (isConfirmed: boolean) => void;

/** Has `ask` open the question for the password; several commands at once are one question. */
export function askingWith(ask: (answer: Answer) => void): () => void {
  let asked: Promise<boolean> | undefined;
  onSignInAgain(() => {
    asked ??= new Promise<boolean>(ask).finally(() => {
      asked = undefined;
    });
    return asked;
  });
  return () => onSignInAgain(async () => false);
}
