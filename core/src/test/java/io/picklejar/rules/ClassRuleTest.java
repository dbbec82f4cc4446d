package io.picklejar.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.Explanation;
import io.picklejar.PickleJar;
import io.picklejar.policy.ClassRule;
import io.picklejar.policy.CodeOrigin;
import io.picklejar.testkit.RunScript;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ClassRuleTest {
    private static final ClassRule THIS_CLASS = ClassRule.className(ClassRuleTest.class.getName());

    private static boolean isByValue(PickleJar.Builder builder) {
        return builder.build().isByValue(Nested.class);
    }

    private static PickleJar.Builder jar() {
        return PickleJar.builder();
    }

    @Test
    void classesOfTheClassPathGoByReference() {
        assertThat(isByValue(jar())).isFalse();
    }

    @Test
    void eachKindOfRuleMatches() {
        Path origin = Objects.requireNonNull(CodeOrigin.pathOf(ClassRuleTest.class));
        assertThat(isByValue(jar().byValue(THIS_CLASS))).isTrue();
        assertThat(isByValue(jar().byValue(ClassRule.packageName("io.picklejar.rules"))))
                .isTrue();
        assertThat(isByValue(jar().byValue(ClassRule.packageName("io.picklejar"))))
                .isTrue();
        assertThat(isByValue(jar().byValue(ClassRule.codeSource(origin)))).isTrue();
        assertThat(isByValue(jar().byValue(ClassRule.predicate(type -> type == Nested.class))))
                .isTrue();
        assertThat(isByValue(jar().byValue(ClassRule.packageName("io.picklejar.rule"))))
                .isFalse();
        assertThat(isByValue(jar().byValue(ClassRule.className("io.picklejar.rules.ClassRule"))))
                .isFalse();
        assertThat(isByValue(jar().byValue(ClassRule.module("java.sql")))).isFalse();
    }

    @Test
    void pickleJarItselfNeverTravels() {
        PickleJar everything = jar().byValue(ClassRule.predicate(type -> true)).build();

        assertThat(everything.isByValue(PickleJar.class)).isFalse();
        assertThat(everything.isByValue(ClassRule.class)).isFalse();
        assertThat(everything.isByValue(RunScript.class)).isTrue();
    }

    @Test
    void theClosestRuleWins() {
        ClassRule all = ClassRule.packageName("io.picklejar");
        ClassRule here = ClassRule.packageName("io.picklejar.rules");
        ClassRule predicate = ClassRule.predicate(type -> true);

        assertThat(isByValue(jar().byValue(all).byReference(here))).isFalse();
        assertThat(isByValue(jar().byReference(here).byValue(all))).isFalse();
        assertThat(isByValue(jar().byValue(here).byReference(all))).isTrue();
        assertThat(isByValue(jar().byValue(THIS_CLASS).byReference(here))).isTrue();
        assertThat(isByValue(jar().byValue(all).byReference(predicate))).isTrue();
        assertThat(isByValue(jar().byValue(predicate).byReference(ClassRule.localCode())))
                .isTrue();
    }

    @Test
    void theLastOfEquallyCloseRulesWins() {
        assertThat(isByValue(jar().byValue(THIS_CLASS).byReference(THIS_CLASS))).isFalse();
        assertThat(isByValue(jar().byReference(THIS_CLASS).byValue(THIS_CLASS))).isTrue();
    }

    @Test
    void aNestIsDecidedAsOne() {
        PickleJar jar = jar().byValue(THIS_CLASS).build();

        assertThat(List.of(ClassRuleTest.class, Nested.class, Nested[][].class)).allMatch(jar::isByValue);
    }

    @Test
    void theJdkNeverGoesByValue() {
        PickleJar jar = jar().byValue(ClassRule.predicate(type -> true)).build();

        assertThat(List.of(String.class, int.class, int[].class, java.sql.Date.class))
                .noneMatch(jar::isByValue);
        assertThat(jar.isByValue(ClassRuleTest.class)).isTrue();
    }

    @Test
    void classesFromThinAirGoByValue() {
        Class<?> script = RunScript.compile("public class FromThinAir {}");

        assertThat(PickleJar.standard().isByValue(script)).isTrue();
        assertThat(jar().byReference(ClassRule.className("FromThinAir")).build().isByValue(script))
                .isFalse();
    }

    @Test
    void explanationGivesTheReason() {
        Explanation explanation = jar().byValue(THIS_CLASS).build().explain(new Nested());

        assertThat(explanation.classes()).anySatisfy(use -> {
            assertThat(use.className()).isEqualTo(Nested.class.getName());
            assertThat(use.byValue()).isTrue();
            assertThat(use.bytes()).isPositive();
            assertThat(use.reason()).isEqualTo("rule class " + ClassRuleTest.class.getName());
        });
        assertThat(explanation.toString())
                .startsWith(explanation.bytes() + " bytes, of which " + explanation.codeBytes() + " code"
                        + System.lineSeparator() + "  by value      " + ClassRuleTest.class.getName());
        assertThat(PickleJar.standard().explain(new Nested()).classes())
                .containsExactly(new Explanation.ClassUse(
                        Nested.class.getName(), false, "the reference loader resolves its name", 0));
    }

    private static final class Nested {}
}
