package io.picklejar.agent;

import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.util.function.UnaryOperator;

/** A lambda to prove the patch of the JDK on. Not to be linked before the patch is there. */
final class TellingLambda {
    private static final String IMPLEMENTATION = "answer";

    private TellingLambda() {}

    /** Whether a lambda that is linked now tells which method it runs, and runs it. */
    static boolean tells() {
        try {
            UnaryOperator<String> lambda = TellingLambda::answer;
            Method writeReplace = lambda.getClass().getDeclaredMethod("writeReplace");
            writeReplace.setAccessible(true);
            return writeReplace.invoke(lambda) instanceof SerializedLambda form
                    && form.getImplMethodName().equals(IMPLEMENTATION)
                    && lambda.apply("!").equals("answer!");
        } catch (ReflectiveOperationException | RuntimeException | LinkageError mute) {
            return false;
        }
    }

    private static String answer(String text) {
        return IMPLEMENTATION + text;
    }
}
