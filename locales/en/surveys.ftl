# Surveys: what owners are asked
survey-asked =
    <b>{ $number } of { $total }</b>
    { $question }
survey-steps-100 = 😄 Very satisfied
survey-steps-75 = 🙂 Satisfied
survey-steps-50 = 😐 So-so
survey-steps-25 = 🙁 Dissatisfied
survey-steps-0 = 😞 Very dissatisfied
survey-yes-no-1 = 👍 Yes
survey-yes-no-0 = 👎 No
survey-number = { $number }
survey-pass = Skip →
survey-call-me = 📞 Just contact me
survey-photo-only = A photo is all I need here – or tap “Skip”.
survey-noted = Got it, I’ve noted that too.
survey-over = This survey has closed. If there’s anything you’d like to tell us, just write any time.
survey-have-it = We’ve got your answers – thank you!
survey-happened = I’m sorry we let you down. What happened? A few words are enough, and I’ll pass them on right away.
survey-thanks =
    Thank you for taking the time 🙏{ $has ->
        [link]
            {""}
            If you like, you can also leave a public review here: { $url }
       *[none] {""}
    }

# After a visit to the workshop
survey-service-title = How was your visit
survey-service-invite = 🔧 { $store }, { $day }: { $car }. How was it? A few taps, less than a minute.
survey-service-overall = How was the visit overall?
survey-service-overall-short = Overall
survey-service-clean = Was your car clean when you got it back?
survey-service-clean-short = Clean car
survey-service-explained = Before we began, did we explain the work and the price clearly?
survey-service-explained-short = Explained beforehand
survey-service-as_ordered = Was the work done as agreed, and were you shown the old parts?
survey-service-as_ordered-short = Done as agreed
survey-service-waiting = How comfortable was the wait?
survey-service-waiting-short = Waiting
survey-service-told = Were you told about the next service and the 24-hour number?
survey-service-told-short = Next service told
survey-service-remark = Thank you, all noted! Anything to add? Just write it here, or tap “Skip”.
survey-service-remark-short = Remarks
survey-service-contact = Got it. How would you like us to reach you in future?
survey-service-contact-short = Contact by
survey-service-contact-message = 💬 Message
survey-service-contact-call = 📞 Call
survey-service-contact-none = No need
survey-service-hours = When may we call? You can pick more than one.
survey-service-hours-short = When to call
survey-service-hours-morning = Morning
survey-service-hours-noon = Noon
survey-service-hours-evening = Evening
survey-service-hours-weekend = Weekend
survey-service-happened = { survey-happened }

# After a new car was handed over
survey-sales-title = How was buying your car
survey-sales-invite = 🚗 A few days with your new car – enjoying it? We’d love to hear how we did at { $store }. Just a few taps.
survey-sales-overall = How was buying your car overall?
survey-sales-overall-short = Overall
survey-sales-explained = How well did your sales advisor explain things?
survey-sales-explained-short = Explanation
survey-sales-promises = Did we keep our promises and the delivery date?
survey-sales-promises-short = Promises kept
survey-sales-condition = How were the condition and cleanliness of the car at hand-over?
survey-sales-condition-short = Car at hand-over
survey-sales-papers = Were the papers, warranty and first service explained?
survey-sales-papers-short = Papers explained
survey-sales-introduced = Did you meet your service advisor?
survey-sales-introduced-short = Met service advisor
survey-sales-recommend = Would you recommend us to a friend? 0 is not at all, 10 is definitely.
survey-sales-recommend-short = Would recommend
survey-sales-reason = What could have been better?
survey-sales-reason-short = Could be better
survey-sales-reason-price = Price
survey-sales-reason-wait = The wait
survey-sales-reason-car = The car itself
survey-sales-reason-people = The people
survey-sales-reason-other = Something else
survey-sales-remark = Thank you, all noted! Anything to add? Just write it here, or tap “Skip”.
survey-sales-remark-short = Remarks
survey-sales-picture = Lovely! If you like, send us a photo of you and your new car to remember the day by.
survey-sales-picture-short = Photo
survey-sales-happened = { survey-happened }

# After a test drive
survey-test_drive-title = How was your test drive
survey-test_drive-invite = Thank you for the test drive at { $store }! How was it? Just a few taps.
survey-test_drive-ready = Was the car ready when you arrived?
survey-test_drive-ready-short = Car ready
survey-test_drive-route = How were the route and the explanations?
survey-test_drive-route-short = Route
survey-test_drive-no_pressure = Did you feel at ease, without being pushed to buy?
survey-test_drive-no_pressure-short = No pressure
survey-test_drive-next_step = Did we tell you what comes next?
survey-test_drive-next_step-short = Next step
survey-test_drive-liked = Thank you! What did you like about the car? You can pick more than one.
survey-test_drive-liked-short = Liked
survey-test_drive-liked-ride = The ride
survey-test_drive-liked-space = The space
survey-test_drive-liked-quiet = The quiet
survey-test_drive-liked-power = The power
survey-test_drive-liked-technology = The technology
survey-test_drive-liked-looks = The looks
survey-test_drive-remark = Anything to add? Just write it here, or tap “Skip”.
survey-test_drive-remark-short = Remarks
survey-test_drive-happened = { survey-happened }

# Some time after a complaint
survey-complaint-title = After your complaint
survey-complaint-invite = A while ago you told { $store } that something was wrong. Is all well now? We’d like to hear it from you.
survey-complaint-solved = How well was it put right in the end?
survey-complaint-solved-short = Put right
survey-complaint-treated = How did our people treat you on the way?
survey-complaint-treated-short = Treatment
survey-complaint-trust = Would you come to us again? 0 is not at all, 10 is definitely.
survey-complaint-trust-short = Would come again
survey-complaint-remark = Thank you, all noted! Anything to add? Just write it here, or tap “Skip”.
survey-complaint-remark-short = Remarks
survey-complaint-happened = { survey-happened }

# For colleagues
survey-low = · { $question }: { $answer }
survey-card =
    { $scores ->
        [low]
            ⚠️ Complaint { $number } comes from “{ $survey }”. What was bad:
            { $low }
       *[good] ⚠️ Complaint { $number } comes from “{ $survey }”.
    }{ $has ->
        [words]
            {""}
            💬 { $words }
       *[silence]
            {""}
            They said no more. Please ask them.
    }
owner-to-survey = 📝 Send a survey
owner-survey-asked = Fine – it goes out at the next good moment.
owner-survey-twice = That survey is planned for today already.
owner-survey-title = Send a survey
owner-survey-which =
    Which survey for { $name }?
