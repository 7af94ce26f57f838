import i18next from "i18next";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { components } from "../api/generated/openapi";

type Schemas = components["schemas"];
type Short<Name> = Name extends `${string}.${infer Last}` ? Last : never;
/** The values of each public enum, under its name without that of its service: they are told apart without it. */
type Enums = { [Name in keyof Schemas as Schemas[Name] extends string ? Short<Name> : never]: Schemas[Name] & string };
export type EnumName = keyof Enums;
export type EnumValue<Name extends EnumName> = Enums[Name];

/** Names that are no enum of the API: kinds of records ("payment_plan"), lists ("paymentPlans"), verbs of permissions, shipped roles. */
export type NameGroup = "type" | "list" | "verb" | "role";

export interface Word {
  <Name extends EnumName>(name: Name, value: EnumValue<Name> | undefined): string;
  (group: NameGroup, name: string | undefined): string;
}

/** `word("LeadState", lead.state)`, `word("type", found.type)`. What this version has no word for is shown as it is. */
export function useWords(): Word {
  const { t } = useTranslation("words");
  return useCallback<Word>(
    (group: string, value: string | undefined) => {
      if (!value) return t("unspecified");
      const otherwise = value.endsWith("_UNSPECIFIED") ? t("unspecified") : value;
      return t(`${group}.${value}`, { defaultValue: otherwise });
    },
    [t],
  );
}

export interface Choice<Value> {
  value: Value;
  text: string;
}

/** All values that can be chosen of an enum, in the order of the API. */
export function useChoices<Name extends EnumName>(name: Name): Choice<EnumValue<Name>>[] {
  const word = useWords();
  const { i18n } = useTranslation("words");
  const known = Object.keys(i18next.getResource(i18n.language, "words", name) ?? {});
  const values = known.filter((value) => !value.endsWith("_UNSPECIFIED")) as EnumValue<Name>[];
  return values.map((value) => ({ value, text: word(name, value) }));
}

/** "plan.revise": what a role lets people do, in a few words. */
export function usePermissionText(): (permission: string) => string {
  const { t, i18n } = useTranslation("words");
  const word = useWords();
  return useCallback(
    (permission: string) => {
      const [type = "", verb = ""] = permission.split(".");
      const within = inSentence(word("type", type), i18n.language);
      const composed = t("permissionOf", { type: within, verb: word("verb", verb) });
      return t(`permission.${permission}`, { defaultValue: composed });
    },
    [t, word, i18n],
  );
}

/** "CreateInteraction", as the audit names what was done. */
export function useMethodText(): (method: string) => string {
  const { t, i18n } = useTranslation("words");
  return useCallback(
    (method: string) => {
      const acts = Object.keys(i18next.getResource(i18n.language, "words", "act") ?? {});
      const act = longestStart(acts, method);
      if (!act) return method;
      const nouns = typesOf(method.slice(act.length));
      const type = t(
        nouns.map((noun) => `type.${noun}`),
        { defaultValue: "" },
      );
      return t("methodOf", { act: t(`act.${act}`), type: inSentence(type, i18n.language) }).trim();
    },
    [t, i18n],
  );
}

/** "Payment plan" behind a verb: "payment plan"; what is called by its letters stays. */
function inSentence(noun: string, language: string): string {
  return language.startsWith("en") && !/^[A-Z]{2}/.test(noun) ? noun.toLowerCase() : noun;
}

export function longestStart(known: readonly string[], text: string): string | undefined {
  return known.filter((each) => text.startsWith(each)).sort((one, other) => other.length - one.length)[0];
}

/** What "PaymentPlans" may be about: "payment_plans", "payment_plan". */
export function typesOf(noun: string): string[] {
  const snake = noun.replace(/(?<!^)(?=[A-Z])/g, "_").toLowerCase();
  const single = [/ies$/, /(?<=ch|sh)es$/, /s$/].find((ending) => ending.test(snake));
  return single ? [snake, snake.replace(single, snake.endsWith("ies") ? "y" : "")] : [snake];
}
