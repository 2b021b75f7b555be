/** What Neon itself answers, beside what the embedded Neon answers to the same calls. */
@NullMarked
package dev.neonflow.junit.cloud;

import org.jspecify.annotations.NullMarked;
