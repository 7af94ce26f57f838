import type { components } from "../../../api/generated/openapi";

export type Process = components["schemas"]["pipeline.SalesProcess"];
export type Stage = Process["stages"][number];
export type StageInput = components["schemas"]["pipeline.StageInput"];

/** The stages in use, in their order, as they are sent. */
function sent(stages: readonly Stage[]): StageInput[] {
  return stages.filter(({ retired }) => !retired).map(({ position: _, retired: __, ...stage }) => stage);
}

/** With one of them changed, or a new one behind the others. */
export function stagesWith(stages: readonly Stage[], changed: StageInput): StageInput[] {
  const all = sent(stages);
  const at = all.findIndex(({ key }) => key === changed.key);
  return at < 0 ? [...all, changed] : all.with(at, changed);
}

/** Without one of them: nothing enters it any more. */
export function stagesWithout(stages: readonly Stage[], key: string): StageInput[] {
  return sent(stages).filter((stage) => stage.key !== key);
}

/** With one of them a place earlier (-1) or later (1). */
export function stagesMoved(stages: readonly Stage[], key: string, by: -1 | 1): StageInput[] {
  const all = sent(stages);
  const at = all.findIndex((stage) => stage.key === key);
  const [one, other] = [all[at], all[at + by]];
  return one && other ? all.with(at, other).with(at + by, one) : all;
}

/** All of them again, as for taking back a change. */
export function stagesOf({ stages }: Process): StageInput[] {
  return sent(stages);
}

/** What only the product calls it: it is never shown, and never changes. */
export function newKey(of: "stage" | "step"): string {
  return `${of}_${crypto.randomUUID().slice(0, 8)}`;
}

/** A stage that is yet to be. */
export function newStage(): StageInput {
  return { key: newKey("stage"), name: "", nameEn: "", probability: "50", expectedDays: 0, gate: [], playbook: [] };
}
