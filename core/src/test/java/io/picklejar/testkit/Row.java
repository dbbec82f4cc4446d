package io.picklejar.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The row of {@code docs/conformance.md} that a test shows to hold: the name of cloudpickle's own test, or of one that only
 * a JVM has reason for.
 *
 * <p>A test that needs privileged access at the origin, because it takes apart lambdas that nothing else tells from their
 * neighbours, or reads what is not open, has the tag {@value #NEEDS_PRIVILEGE}; all others run again in a JVM with {@code
 * -Dio.picklejar.access=none}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Row {
    /** The tag of tests that need privileged access at the origin. */
    String NEEDS_PRIVILEGE = "needs-privilege";

    /** The row's name, such as {@code test_lambda}. */
    String value();
}
