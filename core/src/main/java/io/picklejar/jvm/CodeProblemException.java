package io.picklejar.jvm;

import io.picklejar.error.ObjectPath;
import io.picklejar.error.PicklingException;
import io.picklejar.error.Problem;
import org.jspecify.annotations.Nullable;

/** Code that cannot travel, found where no object path is known; the engine adds the path. */
public final class CodeProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Problem problem;
    private final String advice;

    /** Makes the exception from the parts of a {@link PicklingException}. */
    public CodeProblemException(Problem problem, String what, String advice, @Nullable Throwable cause) {
        super(what, cause);
        this.problem = problem;
        this.advice = advice;
    }

    /** The same problem, found at this path. */
    public PicklingException at(ObjectPath path) {
        // What threw is the cause; this exception only carried it here.
        Throwable cause = getCause() == null ? this : getCause();
        return new PicklingException(problem, String.valueOf(getMessage()), path, advice, cause);
    }
}
