import { $api } from "../api/client";
import type { components } from "../api/generated/openapi";
import { useSession } from "../app/session";
import { named } from "./said";

type Process = components["schemas"]["pipeline.SalesProcess"];

const MINUTE = 60_000;

/** The ways in which the company sells. Those out of use are among them, for what still follows them. */
export function useProcesses() {
  const query = { pageSize: 100, showArchived: true };
  const { data, ...rest } = $api.useQuery(
    "get",
    "/v1/salesProcesses",
    { params: { query } },
    { staleTime: 10 * MINUTE },
  );
  return { ...rest, processes: data?.salesProcesses };
}

export function useProcess(id: string | undefined): Process | undefined {
  const { processes } = useProcesses();
  return processes?.find((process) => process.id === id);
}

/** What a stage is called: of this process, or of the first one that has it where none is named. */
export function useStageName(): (processId: string | undefined, stage: string) => string {
  const { processes } = useProcesses();
  const { language } = useSession();
  return (processId, stage) => {
    const asked = processes?.filter(({ id }) => !processId || id === processId) ?? [];
    const found = asked.flatMap(({ stages }) => stages).find(({ key }) => key === stage);
    return found ? named(found, language) : processes ? stage : "";
  };
}
