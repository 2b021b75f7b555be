/** The faults that a server has: which one is next, how often each happened, what waits. */
@NullMarked
package dev.neonflow.embedded.fault;

import org.jspecify.annotations.NullMarked;
