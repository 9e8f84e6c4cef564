# Said in place of what could not be delivered, and reminders to staff
card-said-reminder = ⏰ № { $number } всё ещё ждёт ответа: { $car }, { $jobs }, <b>{ $short }</b>. Подтвердите запись или предложите другое время.
delivery-file-too-big = 📎 Был ещё файл больше 20 МБ, переслать его не получается. Попросите прислать поменьше или другим способом.
delivery-file-lost = 📎 Был ещё файл, который не удалось получить. Попросите прислать его ещё раз.
