package io.picklejar.record;

import io.picklejar.error.CorruptPickleException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Classes of the JDK whose values have an encoding of their own, by the order of their numbers on the wire. */
@SuppressWarnings({"ImmutableEnumChecker", "JavaUtilDate"}) // functions without state; users do have dates
enum ValueKind {
    STRING(String.class, (out, value) -> out.writeString(value), in -> string(in)),
    BIG_INTEGER(
            BigInteger.class,
            (out, value) -> bytes(out, value.toByteArray()),
            in -> new BigInteger(in.readBytes(in.readCount(1)))),
    BIG_DECIMAL(
            BigDecimal.class,
            (out, value) -> {
                out.writeInt(value.scale());
                bytes(out, value.unscaledValue().toByteArray());
            },
            in -> {
                int scale = in.readInt();
                return new BigDecimal(new BigInteger(in.readBytes(in.readCount(1))), scale);
            }),
    UUID_VALUE(
            UUID.class,
            (out, value) -> {
                out.writeLong(value.getMostSignificantBits());
                out.writeLong(value.getLeastSignificantBits());
            },
            in -> new UUID(in.readLong(), in.readLong())),
    URI_VALUE(URI.class, (out, value) -> out.writeString(value.toString()), in -> URI.create(string(in))),
    DATE(Date.class, (out, value) -> out.writeLong(value.getTime()), in -> new Date(in.readLong())),
    INSTANT(
            Instant.class,
            (out, value) -> {
                out.writeLong(value.getEpochSecond());
                out.writeInt(value.getNano());
            },
            in -> Instant.ofEpochSecond(in.readLong(), in.readInt())),
    DURATION(
            Duration.class,
            (out, value) -> {
                out.writeLong(value.getSeconds());
                out.writeInt(value.getNano());
            },
            in -> Duration.ofSeconds(in.readLong(), in.readInt())),
    PERIOD(
            Period.class,
            (out, value) -> {
                out.writeInt(value.getYears());
                out.writeInt(value.getMonths());
                out.writeInt(value.getDays());
            },
            in -> Period.of(in.readInt(), in.readInt(), in.readInt())),
    LOCAL_DATE(LocalDate.class, ValueKind::date, ValueKind::date),
    LOCAL_TIME(LocalTime.class, ValueKind::time, ValueKind::time),
    LOCAL_DATE_TIME(LocalDateTime.class, ValueKind::dateTime, ValueKind::dateTime),
    ZONE_OFFSET(ZoneOffset.class, ValueKind::offset, ValueKind::offset),
    ZONE_ID(ZoneId.class, (out, value) -> out.writeString(value.getId()), in -> ZoneId.of(string(in))),
    OFFSET_TIME(
            OffsetTime.class,
            (out, value) -> {
                time(out, value.toLocalTime());
                offset(out, value.getOffset());
            },
            in -> OffsetTime.of(time(in), offset(in))),
    OFFSET_DATE_TIME(
            OffsetDateTime.class,
            (out, value) -> {
                dateTime(out, value.toLocalDateTime());
                offset(out, value.getOffset());
            },
            in -> OffsetDateTime.of(dateTime(in), offset(in))),
    ZONED_DATE_TIME(
            ZonedDateTime.class,
            (out, value) -> {
                dateTime(out, value.toLocalDateTime());
                offset(out, value.getOffset());
                out.writeString(value.getZone().getId());
            },
            in -> ZonedDateTime.ofInstant(dateTime(in), offset(in), ZoneId.of(string(in)))),
    YEAR(Year.class, (out, value) -> out.writeInt(value.getValue()), in -> Year.of(in.readInt())),
    YEAR_MONTH(
            YearMonth.class,
            (out, value) -> {
                out.writeInt(value.getYear());
                out.writeByte(value.getMonthValue());
            },
            in -> YearMonth.of(in.readInt(), in.readByte())),
    MONTH_DAY(
            MonthDay.class,
            (out, value) -> {
                out.writeByte(value.getMonthValue());
                out.writeByte(value.getDayOfMonth());
            },
            in -> MonthDay.of(in.readByte(), in.readByte()));

    private static final Map<Class<?>, ValueKind> BY_TYPE =
            Stream.of(values()).collect(Collectors.toMap(ValueKind::type, Function.identity()));

    private final Class<?> type;
    private final BiConsumer<RecordOutput, Object> writer;
    private final Function<RecordInput, Object> reader;

    @SuppressWarnings("unchecked") // written are values of the type only
    <T> ValueKind(Class<T> type, BiConsumer<RecordOutput, T> writer, Function<RecordInput, T> reader) {
        this.type = type;
        this.writer = (BiConsumer<RecordOutput, Object>) writer;
        this.reader = (Function<RecordInput, Object>) (Function<RecordInput, ?>) reader;
    }

    /** The number on the wire: new constants go to the end. */
    @SuppressWarnings("EnumOrdinal") // the order is part of the format
    int number() {
        return ordinal();
    }

    static @Nullable ValueKind of(Class<?> type) {
        return BY_TYPE.get(type);
    }

    Class<?> type() {
        return type;
    }

    /** Whether the value is one that {@link #read} would make: not of a subclass, such as a {@code java.sql.Timestamp}. */
    boolean takes(Object value) {
        return value.getClass() == type || this == ZONE_ID;
    }

    /** Whether nobody can change a value. */
    boolean isImmutable() {
        return this != DATE;
    }

    /** Whether equal values have equal bytes. Not so: {@code URI}, which compares some parts ignoring case. */
    boolean isCanonical() {
        return this != URI_VALUE && this != DATE;
    }

    void write(RecordOutput out, Object value) {
        writer.accept(out, value);
    }

    /** The value; a value that cannot be is a corrupt record. */
    Object read(RecordInput in) {
        try {
            return reader.apply(in);
        } catch (CorruptPickleException e) {
            throw e;
        } catch (RuntimeException e) {
            throw in.corrupt("no " + type.getName() + " (" + e.getMessage() + ")");
        }
    }

    private static String string(RecordInput in) {
        String text = in.readString();
        if (text == null) {
            throw in.corrupt("no string");
        }
        return Objects.requireNonNull(text);
    }

    private static void bytes(RecordOutput out, byte[] value) {
        out.writeVarint(value.length);
        out.writeBytes(value, 0, value.length);
    }

    private static void date(RecordOutput out, LocalDate value) {
        out.writeInt(value.getYear());
        out.writeByte(value.getMonthValue());
        out.writeByte(value.getDayOfMonth());
    }

    private static LocalDate date(RecordInput in) {
        return LocalDate.of(in.readInt(), in.readByte(), in.readByte());
    }

    private static void time(RecordOutput out, LocalTime value) {
        out.writeLong(value.toNanoOfDay());
    }

    private static LocalTime time(RecordInput in) {
        return LocalTime.ofNanoOfDay(in.readLong());
    }

    private static void dateTime(RecordOutput out, LocalDateTime value) {
        date(out, value.toLocalDate());
        time(out, value.toLocalTime());
    }

    private static LocalDateTime dateTime(RecordInput in) {
        return LocalDateTime.of(date(in), time(in));
    }

    private static void offset(RecordOutput out, ZoneOffset value) {
        out.writeInt(value.getTotalSeconds());
    }

    private static ZoneOffset offset(RecordInput in) {
        return ZoneOffset.ofTotalSeconds(in.readInt());
    }
}
