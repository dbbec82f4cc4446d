/** Options as values: which classes travel by value, which code may be defined, and how much a pickle may ask for. */
@NullMarked
package io.picklejar.policy;

import org.jspecify.annotations.NullMarked;
