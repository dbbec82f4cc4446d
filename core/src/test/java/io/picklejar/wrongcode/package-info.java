/** By-reference lambdas that meet a class that was compiled again: never does other code run than was pickled. */
@NullMarked
package io.picklejar.wrongcode;

import org.jspecify.annotations.NullMarked;
