package io.picklejar.record;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names that this field, record component, enum constant or class had before: what was written under one of them is read
 * as this one.
 *
 * <pre>{@code
 * record Order(@FormerNames("customer") String buyer, long amount) {}
 * }</pre>
 *
 * <p>On a class: its former binary names, as {@code com.acme.Outer$Inner}. That works for classes of fields and elements;
 * state whose own class got another name is found under the old one only.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.TYPE})
public @interface FormerNames {
    /** The names, in any order. */
    String[] value();
}
