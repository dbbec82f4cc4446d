package io.picklejar.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.picklejar.PickleJar;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arrows between the packages, one row a package: what stands behind the bar is the whole of what it may use. */
final class DependencyDirectionTest {
    private static final JavaClasses MAIN = new ClassFileImporter()
            .importUrl(PickleJar.class.getProtectionDomain().getCodeSource().getLocation());

    private static final Pattern WORDS = Pattern.compile(" ");

    private static final String TABLE = """
            error       | error
            policy      | error
            jvm         | error policy ASM
            analyze     | error policy jvm ASM
            reconstruct | error policy jvm ASM
            protocol    | error policy jvm
            kryo        | error policy jvm reconstruct protocol ASM KRYO
            reduce      | error policy jvm analyze reconstruct
            record      | error policy jvm protocol ASM
            pickler     | error policy jvm reconstruct protocol kryo reduce
            API         | error policy jvm analyze reconstruct protocol kryo reduce record pickler KRYO
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = TABLE)
    void dependsOnlyOn(String from, String allowed) {
        String[] to = Stream.concat(
                        Stream.of("java..", "org.jspecify.."),
                        WORDS.splitAsStream(from + " " + allowed).map(DependencyDirectionTest::pattern))
                .toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage(pattern(from))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(to)
                .check(MAIN);
    }

    /** A package nobody gave a row would be free to use anything. */
    @Test
    void everyPackageHasARow() {
        Set<String> rows = TABLE.lines()
                .map(line -> pattern(line.substring(0, line.indexOf('|')).strip()))
                .collect(Collectors.toCollection(TreeSet::new));

        Set<String> packages =
                MAIN.stream().map(JavaClass::getPackageName).collect(Collectors.toCollection(TreeSet::new));

        assertThat(packages).isEqualTo(rows);
    }

    private static String pattern(String name) {
        return switch (name) {
            case "API" -> "io.picklejar";
            case "ASM" -> "org.objectweb.asm..";
            case "KRYO" -> "com.esotericsoftware.kryo..";
            default -> "io.picklejar." + name;
        };
    }
}
