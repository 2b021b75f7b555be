/** A branch of its own for each test class. */
@NullMarked
package dev.neonflow.junit;

import org.jspecify.annotations.NullMarked;
