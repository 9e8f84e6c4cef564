# Как пишутся даты, время и продолжительность (даты — буквами CLDR)
format-full = EEEE, d MMMM, HH:mm
format-short = EEE d.MM, HH:mm
format-date = d MMMM y
format-time = HH:mm
format-day-full = EEEE, d MMMM
format-day-short = EEE d.MM
format-day-numeric = d.MM
format-day-plain = d MMMM y
format-zoned = { $moment } { $zone }
format-hours = { $n } ч
format-minutes = { $n } мин
zone-Asia-Shanghai = по шанхайскому времени
zone-Asia-Almaty = по времени Алматы
zone-Europe-Berlin = по берлинскому времени
zone-Europe-London = по лондонскому времени
zone-Europe-Minsk = по минскому времени
zone-Europe-Moscow = по московскому времени
