import { useRouter } from "@tanstack/react-router";
import { api, reply } from "../../api/client";
import { useCommand } from "../../api/command";
import { placeOf } from "../../app/places";
import type { Message } from "./queries";

/** Reading a message, and going to what it is about. */
export function useOpening() {
  const router = useRouter();
  const { run, isPending } = useCommand();
  const path = ({ id }: Message) => ({ params: { path: { notification_id: id } } });

  const read = async (message: Message): Promise<void> => {
    if (message.readTime) return;
    await run(() => reply(api.POST("/v1/notifications/{notification_id}:markRead", { ...path(message), body: {} })));
  };
  const open = async (message: Message, type = message.subjectType, id = message.subjectId): Promise<void> => {
    const reading = read(message);
    const href = type && id ? await placeOf(type, id) : undefined;
    await reading;
    if (href) await router.navigate({ href });
  };
  return { run, isPending, read, open };
}
