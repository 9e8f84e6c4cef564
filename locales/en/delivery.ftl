# Said in place of what could not be delivered, and reminders to staff
card-said-reminder = ⏰ No. { $number } is still waiting for an answer: { $car }, { $jobs }, <b>{ $short }</b>. Please confirm it or propose another time.
delivery-file-too-big = 📎 There was also a file over 20 MB, too large to pass on. Please ask for a smaller one, or for another way to send it.
delivery-file-lost = 📎 There was also a file that could not be fetched. Please ask to send it once more.
