# How dates, times and lengths are written (dates in CLDR letters)
format-full = EEEE d MMMM, HH:mm
format-short = EEE d MMM, HH:mm
format-date = d MMMM y
format-time = HH:mm
format-day-full = EEEE d MMMM
format-day-short = EEE d MMM
format-day-numeric = d MMM
format-day-plain = d MMMM y
format-zoned = { $moment } ({ $zone })
format-hours = { $n } h
format-minutes = { $n } min
zone-Asia-Shanghai = Shanghai time
zone-Asia-Almaty = Almaty time
zone-Europe-Berlin = Berlin time
zone-Europe-London = London time
zone-Europe-Minsk = Minsk time
zone-Europe-Moscow = Moscow time
