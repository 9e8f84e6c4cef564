/** The /commands a bot offers here, chosen as Telegram does: the narrowest scope first, the person's language before none. */

import { known } from "./store.js";

export function commandsFor(bot, chatId, person) {
  const lists = (known.bots[bot]?.commands ?? []).filter((list) => list.commands);
  const language = person?.language_code?.split("-")[0] ?? "";
  for (const scope of scopes(chatId)) {
    const inScope = lists.filter((list) => list.scope === scope);
    const best =
      inScope.find((list) => list.language_code === language) ?? inScope.find((list) => !list.language_code);
    if (best?.commands.length) return best.commands;
  }
  return [];
}

const scopes = (chatId) => [
  `chat:${chatId}`,
  ...(chatId > 0 ? ["all_private_chats"] : ["all_chat_administrators", "all_group_chats"]),
  "default",
];
