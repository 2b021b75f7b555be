package dev.neonflow.junit;

/** Brings a branch into the state that tests start from. Needs a constructor without parameters. */
public interface BranchSetup {

  /** Changes the branch's database. An exception fails every test class that asked for this. */
  void prepare(NeonDatabase database) throws Exception;
}
