# 日期、时间和长度的写法（日期用 CLDR 的字母）
format-full = M月d日 EEE HH:mm
format-short = M月d日 EEE HH:mm
format-date = y年M月d日
format-time = HH:mm
format-day-full = M月d日 EEE
format-day-short = EEE M/d
format-day-numeric = M/d
format-day-plain = y年M月d日
format-zoned = { $moment }（{ $zone }）
format-hours = { $n } 小时
format-minutes = { $n } 分钟
zone-Asia-Shanghai = 北京时间
zone-Asia-Almaty = 阿拉木图时间
zone-Europe-Berlin = 柏林时间
zone-Europe-London = 伦敦时间
zone-Europe-Minsk = 明斯克时间
zone-Europe-Moscow = 莫斯科时间
