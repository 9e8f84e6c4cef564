# Подписи в меню команд
command-owner-book = Записаться
command-owner-bookings = Мои записи
command-owner-mycar = Мои машины
command-owner-human = Связаться с сотрудником
command-owner-settings = Настройки
command-staff-today = Кто сегодня
command-staff-tomorrow = Кто завтра
command-staff-handover = Ссылка при выдаче
command-staff-team = Коллеги
command-staff-settings = Настройки
