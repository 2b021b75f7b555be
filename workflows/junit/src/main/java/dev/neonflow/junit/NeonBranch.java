package dev.neonflow.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class a branch of its own, which is deleted after its last test. Constructors, tests
 * and lifecycle methods get it through parameters of type {@link javax.sql.DataSource} or {@link
 * NeonDatabase}. Nested classes share it, unless they are annotated themselves.
 *
 * <p>The branch is on an embedded Neon, one per JVM, which starts with the first branch and stops
 * after the last test; variables of the environment do not change that. With the JUnit
 * configuration parameter {@code neonflow.junit.target=cloud} (a system property, or a line of
 * {@code junit-platform.properties}) it is in the project {@code NEON_PROJECT_ID} that {@code
 * NEON_API_KEY} opens at {@code NEON_API_HOST}, and expires after three hours if nothing could
 * delete it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(NeonBranchExtension.class)
public @interface NeonBranch {

  /** The branch to copy, by name or id; the project's default branch if empty. */
  String parent() default "";

  /** The database. */
  String database() default "neondb";

  /**
   * The role; if empty {@code neondb_owner}, or in the cloud {@code NEON_DATABASE_USERNAME} if that
   * is set.
   */
  String role() default "";

  /** What the branch's name starts with; the name of the class and a random part follow. */
  String prefix() default "test/";

  /**
   * What the branch is prepared with before anybody sees it, such as migrations. On the embedded
   * Neon this happens once for all classes that say the same, and each gets a copy; in the cloud
   * once per class, because a branch that expires cannot have children there.
   */
  Class<? extends BranchSetup> setup() default BranchSetup.class;

  /**
   * Whether each test gets a database of its own inside the branch: a copy of the branch's database
   * as it is when the first test of the class starts, so after {@code @BeforeAll}. Nothing may be
   * connected to it at that moment. {@code @BeforeAll}, {@code @AfterAll}, and a constructor with
   * {@code Lifecycle.PER_CLASS}, get the branch's database itself.
   */
  boolean databasePerTest() default false;
}
