# Said in place of what could not be delivered, and reminders to staff
card-said-reminder = ⏰ No. { $number } is still waiting for an answer: { $car }, { $jobs }, <b>{ $short }</b>. Please confirm it or propose another time.
delivery-file-too-big = 📎 There was also a file over 20 MB, too large to pass on. Please ask for a smaller one, or for another way to send it.
delivery-file-lost = 📎 There was also a file that could not be fetched. Please ask to send it once more.
delivery-file-too-big-sender = 📎 This file is over 20 MB, too large for me to pass on. Please send a smaller one, or get it across another way.
delivery-file-lost-sender = 📎 I couldn’t fetch this file, so it has not been passed on. Please send it once more.
delivery-blocked = 📵 { $owner } ({ $phone }) has blocked the bot, so a message about their visit or question didn’t get through. Please give them a call.
delivery-failed = ⚠️ A message to { $owner } ({ $phone }) about their visit or question couldn’t be sent. Please give them a call.
delivery-uncertain = ❓ We can’t tell whether { $owner } ({ $phone }) got a message about their visit or question. Please give them a call to be sure.
