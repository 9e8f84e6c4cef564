# Подписи в меню команд
command-owner-book = Записаться
command-owner-bookings = Мои записи
command-owner-mycar = Мои машины
command-owner-human = Связаться с сотрудником
command-owner-settings = Настройки
