package io.picklejar.reduce;

import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Values of the JDK that their text describes exactly. Paths of other file systems than the default one are not. */
final class TextKind extends Kind<Object> {
    /** In this order they are numbered in pickles: new ones go to the end. */
    private static final Map<Class<?>, Function<String, Object>> PARSERS = parsers();

    private static Map<Class<?>, Function<String, Object>> parsers() {
        Map<Class<?>, Function<String, Object>> parsers = new LinkedHashMap<>();
        parsers.put(BigInteger.class, BigInteger::new);
        parsers.put(BigDecimal.class, BigDecimal::new);
        parsers.put(UUID.class, UUID::fromString);
        parsers.put(URI.class, URI::create);
        parsers.put(File.class, File::new);
        parsers.put(Instant.class, Instant::parse);
        parsers.put(Duration.class, Duration::parse);
        parsers.put(Period.class, Period::parse);
        parsers.put(LocalDate.class, LocalDate::parse);
        parsers.put(LocalTime.class, LocalTime::parse);
        parsers.put(LocalDateTime.class, LocalDateTime::parse);
        parsers.put(OffsetDateTime.class, OffsetDateTime::parse);
        parsers.put(ZonedDateTime.class, ZonedDateTime::parse);
        parsers.put(Path.class, Path::of);
        parsers.put(Charset.class, Charset::forName);
        return parsers;
    }

    private static final Class<?>[] NUMBERED = PARSERS.keySet().toArray(Class<?>[]::new);

    private static final Class<?> DEFAULT_PATH =
            FileSystems.getDefault().getPath("").getClass();

    TextKind(int number) {
        super(number);
    }

    @Override
    public boolean handles(Class<?> type) {
        return PARSERS.containsKey(familyOf(type));
    }

    private static Class<?> familyOf(Class<?> type) {
        if (type == DEFAULT_PATH) {
            return Path.class;
        }
        return Charset.class.isAssignableFrom(type) ? Charset.class : type;
    }

    @Override
    public Reduction<?> reduce(Object value, ReduceContext context) {
        Class<?> family = familyOf(value.getClass());
        for (int i = 0; i < NUMBERED.length; i++) {
            if (NUMBERED[i] == family) {
                return Reduction.of(this, i, value.toString());
            }
        }
        throw new AssertionError("not handled: " + family);
    }

    @Override
    public Object make(@Nullable Object[] args) {
        Class<?> type = NUMBERED[Args.number(args, 0)];
        return JdkTypes.get(PARSERS, type).apply(Args.string(args, 1));
    }
}
