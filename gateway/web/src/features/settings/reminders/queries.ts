import { useQuery } from "@tanstack/react-query";
import { api, reply } from "../../../api/client";
import type { components } from "../../../api/generated/openapi";
import { rows } from "../../../api/pages";

export type Rule = components["schemas"]["notifier.ReminderRule"];
export type RuleInput = components["schemas"]["notifier.ReminderRuleInput"];
export type Template = components["schemas"]["notifier.Template"];

const PAGE = 200;
const sized = (pageToken: string) => ({ pageSize: PAGE, ...(pageToken && { pageToken }) });

async function allOf<Row>(read: AsyncIterable<Row>): Promise<Row[]> {
  const found: Row[] = [];
  for await (const row of read) found.push(row);
  return found;
}

async function readRules(): Promise<Rule[]> {
  const read = (token: string) => reply(api.GET("/v1/reminderRules", { params: { query: sized(token) } }));
  return allOf(rows(read, (page) => page.reminderRules));
}

async function readTemplates(): Promise<Template[]> {
  const read = (token: string) => reply(api.GET("/v1/templates", { params: { query: sized(token) } }));
  return allOf(rows(read, (page) => page.templates));
}

/** All of them: one looks for what happens, not for a page of it. */
export function useRules() {
  const { data, ...rest } = useQuery({ queryKey: ["get", "/v1/reminderRules", "all"], queryFn: readRules });
  return { ...rest, rules: data };
}

export function useTemplates() {
  const { data, ...rest } = useQuery({ queryKey: ["get", "/v1/templates", "all"], queryFn: readTemplates });
  return { ...rest, templates: data };
}

/** The words that the product came with; every event has some. */
export function usualOf(templates: readonly Template[], event: string): Template | undefined {
  return templates.find((template) => template.shipped && template.event === event);
}
