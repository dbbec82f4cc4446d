package io.picklejar.roundtrip;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.chrono.JapaneseDate;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.SimpleTimeZone;
import java.util.TimeZone;

/** Dates and times. */
@SuppressWarnings("JavaUtilDate")
final class TimeValues {
    private TimeValues() {}

    static List<Value> all() {
        return List.of(
                Value.equal("Instant", () -> Instant.ofEpochSecond(1_700_000_000L, 123_456_789)),
                Value.equal("first Instant", () -> Instant.MIN),
                Value.equal("last Instant", () -> Instant.MAX),
                Value.equal("Duration", () -> Duration.ofSeconds(-1, 999_999_999)),
                Value.equal("shortest Duration", () -> Duration.ofSeconds(Long.MIN_VALUE)),
                Value.equal("longest Duration", () -> Duration.ofSeconds(Long.MAX_VALUE, 999_999_999)),
                Value.equal("Period", () -> Period.of(1, -2, 40)),
                Value.equal("LocalDate", () -> LocalDate.of(2024, 2, 29)),
                Value.equal("first LocalDate", () -> LocalDate.MIN),
                Value.equal("last LocalDate", () -> LocalDate.MAX),
                Value.equal("LocalTime", () -> LocalTime.of(23, 59, 59, 1)),
                Value.equal("LocalDateTime", () -> LocalDateTime.of(-1, 1, 1, 0, 0)),
                Value.equal(
                        "OffsetDateTime",
                        () -> OffsetDateTime.of(
                                LocalDateTime.of(2024, 1, 1, 12, 0), ZoneOffset.ofHoursMinutes(-3, -30))),
                Value.equal(
                        "ZonedDateTime",
                        () -> ZonedDateTime.of(LocalDateTime.of(2024, 7, 1, 12, 0), ZoneId.of("Europe/Paris"))),
                Value.equal("ZonedDateTime in the repeated hour, summer", () -> repeatedHour("+02:00")),
                Value.equal("ZonedDateTime in the repeated hour, winter", () -> repeatedHour("+01:00")),
                Value.equal(
                        "ZonedDateTime with an offset only",
                        () -> ZonedDateTime.of(LocalDateTime.of(2024, 7, 1, 12, 0), ZoneOffset.UTC)),
                Value.equal(
                        "ZonedDateTime with a prefixed offset",
                        () -> ZonedDateTime.of(LocalDateTime.of(2024, 7, 1, 12, 0), ZoneId.of("UTC+03:00"))),
                Value.equal("OffsetTime", () -> OffsetTime.of(1, 2, 3, 4, ZoneOffset.MAX)),
                Value.equal("Year", () -> Year.of(-44)),
                Value.equal("YearMonth", () -> YearMonth.of(2024, 2)),
                Value.equal("MonthDay", () -> MonthDay.of(Month.FEBRUARY, 29)),
                Value.equal("ZoneId", () -> ZoneId.of("America/New_York")),
                Value.same("ZoneOffset", () -> ZoneOffset.ofHours(5)),
                Value.same("DayOfWeek", () -> DayOfWeek.FRIDAY),
                Value.equal("JapaneseDate", () -> JapaneseDate.of(2024, 5, 1)),
                Value.equal("Date", () -> new Date(1_700_000_000_000L)),
                Value.equal("Calendar", () -> {
                    Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone("GMT"));
                    calendar.setTimeInMillis(1_700_000_000_000L);
                    return calendar;
                }),
                Value.equal("TimeZone", () -> new SimpleTimeZone(3_600_000, "own")));
    }

    private static ZonedDateTime repeatedHour(String offset) {
        return ZonedDateTime.ofLocal(
                LocalDateTime.of(2024, 10, 27, 2, 30), ZoneId.of("Europe/Paris"), ZoneOffset.of(offset));
    }
}
