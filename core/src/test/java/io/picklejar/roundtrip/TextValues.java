package io.picklejar.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.MessageFormat;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/** Values that are little more than their text. */
@SuppressWarnings({"JdkObsolete", "UnnecessaryStringBuilder"})
final class TextValues {
    private TextValues() {}

    static List<Value> all() {
        return List.of(
                Value.equal("BigInteger", () -> new BigInteger("-123456789012345678901234567890")),
                Value.equal("BigDecimal with a scale", () -> new BigDecimal("1.500")),
                Value.equal("BigDecimal with a negative scale", () -> new BigDecimal("1E+30")),
                Value.equal("BigDecimal of many digits", () -> new BigDecimal("0." + "1234567890".repeat(20))),
                Value.equal("UUID", () -> new UUID(0x0123_4567_89ab_cdefL, -2L)),
                Value.equal("URI", () -> URI.create("http://user@host:80/path%20a?query=%C3%A4#fragment")),
                Value.equal("relative URI", () -> URI.create("../a;b=c")),
                Value.text("URL", TextValues::url),
                Value.equal("File", () -> new File("relative/dir", "file.txt")),
                Value.equal("empty File", () -> new File("")),
                Value.equal("Path", () -> Path.of("relative", "dir", "file.txt")),
                Value.equal("absolute Path", () -> Path.of("/a/../b")),
                Value.equal("empty Path", () -> Path.of("")),
                Value.equal("Charset", () -> StandardCharsets.UTF_16LE),
                Value.equal("Charset by name", () -> Charset.forName("windows-1252")),
                Value.equal("Locale", () -> Locale.CANADA_FRENCH),
                Value.same("root Locale", () -> Locale.ROOT),
                Value.equal("Locale with extensions", () -> Locale.forLanguageTag("th-TH-u-ca-buddhist-nu-thai")),
                Value.same("Currency", () -> Currency.getInstance("EUR")),
                Value.of(
                        "Pattern with flags",
                        () -> Pattern.compile("a(b+)c", Pattern.CASE_INSENSITIVE | Pattern.COMMENTS),
                        (original, copy) -> {
                            assertThat(copy.pattern()).isEqualTo("a(b+)c");
                            assertThat(copy.flags()).isEqualTo(original.flags());
                            assertThat(copy.matcher("ABBC").matches()).isTrue();
                        }),
                Value.equal(
                        "DecimalFormat",
                        () -> new DecimalFormat("#,##0.00", DecimalFormatSymbols.getInstance(Locale.GERMANY))),
                Value.equal("MessageFormat", () -> new MessageFormat("{0} of {1}", Locale.ROOT)),
                Value.text("StringBuilder", () -> new StringBuilder("built")),
                Value.text("StringBuffer", () -> new StringBuffer("buffered")));
    }

    private static URL url() {
        try {
            return new URL("file:/a/b");
        } catch (MalformedURLException e) {
            throw new AssertionError("a file URL", e);
        }
    }
}
