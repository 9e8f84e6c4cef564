# Said in place of what could not be delivered, and reminders to staff
card-said-reminder = ⏰ No. { $number } is still waiting for an answer: { $car }, { $jobs }, <b>{ $short }</b>. Please confirm it or propose another time.
delivery-file-too-big = 📎 There was also a file over 20 MB, too large to pass on. Please ask for a smaller one, or for another way to send it.
delivery-file-lost = 📎 There was also a file that could not be fetched. Please ask to send it once more.
delivery-file-too-big-sender = 📎 This file is over 20 MB, too large for me to pass on. Please send a smaller one, or get it across another way.
delivery-file-lost-sender = 📎 I couldn’t fetch this file, so it has not been passed on. Please send it once more.
