package io.picklejar.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.PickleJar;
import io.picklejar.analyze.LambdaNotRecoveredException;
import io.picklejar.analyze.LambdaRecovery;
import io.picklejar.jvm.Access;
import io.picklejar.jvm.LambdaRecipe;
import io.picklejar.lambdas.LambdaKind;
import io.picklejar.lambdas.LambdaKinds;
import io.picklejar.policy.ClassRule;
import io.picklejar.policy.CodeOrigin;
import io.picklejar.reconstruct.LambdaLinker;
import io.picklejar.testkit.Worker;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of lambda in a JVM with the agent, where no other privilege is permitted. */
final class LambdasInAgentJvmTest {
    /** What the agent leaves alone: lambdas of JDK classes are out of reach without privilege, whatever they can tell. */
    private static final String OF_THE_JDK = "of the JDK";

    /** A JVM with the agent and the classes of the lambdas. */
    private static Worker worker(int jdk, String options, String access) {
        Path lambdas = Objects.requireNonNull(CodeOrigin.pathOf(LambdaKinds.class));
        return AgentJvm.worker(jdk, options, access).alsoOnClassPath(lambdas).start();
    }

    private static Map<String, String> forEach(Function<LambdaKind, String> outcome) {
        Map<String, String> outcomes = new TreeMap<>();
        for (LambdaKind kind : LambdaKinds.all()) {
            outcomes.put(kind.name(), outcome.apply(kind));
        }
        return outcomes;
    }

    private static Map<String, String> forEachOutsideTheJdk(Function<LambdaKind, String> outcome) {
        Map<String, String> outcomes = forEach(outcome);
        outcomes.keySet().removeIf(name -> name.startsWith(OF_THE_JDK));
        return outcomes;
    }

    private static String text(Object outcome) {
        return String.valueOf(outcome);
    }

    /** Recovers the lambda, makes it anew from its recipe and compares. */
    private static String recovery(LambdaKind kind) {
        try {
            LambdaRecipe recipe = LambdaRecovery.recipeOf(kind.lambda());
            Object copy = LambdaLinker.link(recipe, LambdaRecovery.captured(kind.lambda()));
            boolean agrees = LambdaRecovery.recipeOf(copy).equals(recipe)
                    && kind.call(copy).equals(kind.call(kind.lambda()));
            return agrees ? "same" : "different";
        } catch (LambdaNotRecoveredException refused) {
            return "refused";
        } catch (Throwable failure) {
            return String.valueOf(failure);
        }
    }

    private static boolean tells(LambdaKind kind) {
        return Arrays.stream(kind.lambda().getClass().getDeclaredMethods())
                .anyMatch(method -> method.getName().equals("writeReplace"));
    }

    private static boolean isSerializable(LambdaKind kind) {
        return kind.lambda() instanceof Serializable;
    }

    @ParameterizedTest
    @CsvSource({"17, agent", "25, agent", "17, auto", "25, auto"})
    void allAreRecoveredAndMadeAgain(int jdk, String access) {
        try (Worker worker = worker(jdk, "", access)) {
            assertThat(worker.<String>call(Access::tier))
                    .isEqualTo(access.equals("agent") ? "agent" : "reflection-factory");
            assertThat(worker.<Map<String, String>>call(() -> forEach(LambdasInAgentJvmTest::recovery)))
                    .isEqualTo(forEach(kind -> "same"));
            assertThat(worker.output()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void theAgentAnswersWhereThereIsNoReflectionFactory(int jdk) {
        Path lambdas = Objects.requireNonNull(CodeOrigin.pathOf(LambdaKinds.class));
        try (Worker worker = AgentJvm.worker(jdk, "", "auto")
                .jvmArgument("--limit-modules=java.base,java.instrument,java.management")
                .alsoOnClassPath(lambdas)
                .start()) {
            assertThat(worker.<String>call(Access::tier)).isEqualTo("agent");
            assertThat(worker.<Map<String, String>>call(() -> forEach(LambdasInAgentJvmTest::recovery)))
                    .isEqualTo(forEach(kind -> "same"));
            assertThat(worker.output()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void thoseOutsideTheJdkNeedNoPrivilege(int jdk) {
        try (Worker worker = worker(jdk, "", "none")) {
            assertThat(worker.<String>call(Access::tier)).isEqualTo("none");
            assertThat(worker.<Map<String, String>>call(() -> forEachOutsideTheJdk(LambdasInAgentJvmTest::recovery)))
                    .isEqualTo(forEachOutsideTheJdk(kind -> "same"));
            assertThat(worker.output()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void allTellThemselvesAndAreSerializableOrNotAsBefore(int jdk) {
        try (Worker worker = worker(jdk, "", "none")) {
            assertThat(worker.<Map<String, String>>call(() -> forEach(kind -> text(tells(kind)))))
                    .isEqualTo(forEach(kind -> "true"));
            assertThat(worker.<Map<String, String>>call(() -> forEach(kind -> text(isSerializable(kind)))))
                    .isEqualTo(forEach(kind -> text(isSerializable(kind))));
            assertThat(worker.output()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void rewrittenCallSitesDoAsWell(int jdk) {
        try (Worker worker = worker(jdk, "=call-sites", "none")) {
            assertThat(worker.<Map<String, String>>call(() -> forEachOutsideTheJdk(LambdasInAgentJvmTest::recovery)))
                    .isEqualTo(forEachOutsideTheJdk(kind -> "same"));
            assertThat(worker.<Map<String, String>>call(
                            () -> forEachOutsideTheJdk(kind -> text(tells(kind) && isSerializable(kind)))))
                    .isEqualTo(forEachOutsideTheJdk(kind -> "true"));
            assertThat(worker.output()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"17, ''", "25, ''", "17, =call-sites"})
    void theyRunInAJvmWithoutTheAgent(int jdk, String options) {
        try (Worker origin = worker(jdk, options, "none");
                Worker receiver = Worker.builder().jdk(AgentJvm.jdk(jdk)).start()) {
            Map<String, byte[]> pickles = origin.call(LambdasInAgentJvmTest::pickles);

            // As text: a record of theirs is another class than ours.
            Map<String, String> results = new TreeMap<>();
            pickles.forEach((name, pickle) -> results.put(name, String.valueOf(receiver.<Object>run(pickle))));

            assertThat(results).isEqualTo(forEachOutsideTheJdk(kind -> text(kind.call(kind.lambda()))));
            assertThat(origin.output()).isEmpty();
            assertThat(receiver.output()).isEmpty();
        }
    }

    private static Map<String, byte[]> pickles() {
        PickleJar jar = PickleJar.builder()
                .byValue(ClassRule.packageName("io.picklejar.lambdas"))
                .build();
        Map<String, byte[]> pickles = new TreeMap<>();
        for (LambdaKind kind : LambdaKinds.all()) {
            if (!kind.name().startsWith(OF_THE_JDK)) {
                pickles.put(kind.name(), jar.dumps(new Object[] {kind.call(), kind.lambda()}));
            }
        }
        return pickles;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=call-sites"})
    void aMethodCalledWriteReplaceIsTheUsersOwn(String options) {
        try (Worker worker = AgentJvm.worker(17, options, "auto").start()) {
            assertThat(worker.<String>call(() -> {
                        Replacing lambda = () -> "the user's";
                        Replacing copy =
                                PickleJar.standard().loads(PickleJar.standard().dumps(lambda));
                        return String.valueOf(copy.writeReplace());
                    }))
                    .isEqualTo("the user's");
            assertThat(worker.output()).isEmpty();
        }
    }

    private interface Replacing {
        Object writeReplace();
    }
}
