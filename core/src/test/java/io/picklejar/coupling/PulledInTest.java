package io.picklejar.coupling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.Explanation;
import io.picklejar.PickleJar;
import io.picklejar.error.PicklingException;
import io.picklejar.policy.ClassRule;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Which classes come along unasked, what is said about it, and what happens if they may not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PulledInTest {
    private SplitProgram program;

    @BeforeAll
    void compile(@TempDir Path directory) {
        program = new SplitProgram(
                directory,
                name -> name.matches(".*\\.Ref\\w*"),
                AccessCases.all().stream().map(AccessCases.Case::source).toArray(String[]::new));
    }

    private Iterable<String> pulledIn(String test) {
        Explanation explanation = program.jar().build().explain(program.job(test + ".Job"));
        return explanation.classes().stream()
                .filter(use -> use.byValue() && use.className().contains(".Ref"))
                .map(use -> use.className() + " " + use.reason())
                .toList();
    }

    @Test
    void classesWithBridgedMembersStayByReference() {
        for (String test : new String[] {
            "staticMethod", "fieldWrite", "method", "constructor", "staticReference", "referenceAsRoot", "superCall"
        }) {
            assertThat(pulledIn(test)).as(test).isEmpty();
        }
    }

    @Test
    void classThatIsNotPublicComesAlong() {
        assertThat(pulledIn("packagePrivateClass"))
                .containsExactly("packagePrivateClass.RefEntry pulled in: packagePrivateClass.Job uses it and it is not"
                        + " public");
    }

    @Test
    void superclassWhoseConstructorIsNotPublicComesAlong() {
        assertThat(pulledIn("subclass"))
                .containsExactly(
                        "subclass.RefTables pulled in: subclass.Job uses it and its constructor is not public");
    }

    @Test
    void superclassWithAnOverriddenPackagePrivateMethodComesAlong() {
        assertThat(pulledIn("overriddenPackagePrivate"))
                .containsExactly("overriddenPackagePrivate.RefBase pulled in: overriddenPackagePrivate.Job uses it and"
                        + " its part, which is overridden, is not public");
    }

    @Test
    void sealedSupertypeComesAlongWithAllItsSubtypes() {
        assertThat(pulledIn("sealedSupertype"))
                .containsExactly(
                        "sealedSupertype.RefCircle pulled in: sealedSupertype.RefShape uses it and it is permitted by"
                                + " the sealed sealedSupertype.RefShape",
                        "sealedSupertype.RefShape pulled in: sealedSupertype.Job uses it and it is sealed");
    }

    @Test
    void whatNamesAPulledInClassComesAlong() {
        assertThat(pulledIn("packagePrivateThroughPublic"))
                .containsExactly(
                        "packagePrivateThroughPublic.RefEntry pulled in: packagePrivateThroughPublic.Job uses it and it"
                                + " is not public",
                        "packagePrivateThroughPublic.RefRegistry pulled in: it names"
                                + " packagePrivateThroughPublic.RefEntry, which was pulled in");
    }

    @Test
    void ruleForbidsIt() {
        PickleJar jar = program.jar()
                .byReference(ClassRule.className("packagePrivateClass.RefEntry"))
                .build();

        assertThatThrownBy(() -> jar.dumps(program.job("packagePrivateClass.Job")))
                .isInstanceOf(PicklingException.class)
                .hasMessage("packagePrivateClass.Job travels by value and uses packagePrivateClass.RefEntry, which"
                        + " travels by reference (rule class packagePrivateClass.RefEntry); it is not public, so they"
                        + " work in one package of one class loader only at $; ship both, with"
                        + " .byValue(ClassRule.className(\"packagePrivateClass.RefEntry\")), or neither"
                        + " [inseparable-classes]");
    }

    /** What one object of a class pulled in is no matter of the next object of that class. */
    @Test
    void nextDumpDecidesAnew() {
        PickleJar jar = program.jar().build();
        Object[] with = {program.job("packagePrivateClass.Job")};
        Object[] without = {program.job("staticMethod.Job")};
        byte[] fresh = program.jar().build().dumps(without);

        jar.dumps(with);

        assertThat(jar.dumps(without)).isEqualTo(fresh);
    }
}
