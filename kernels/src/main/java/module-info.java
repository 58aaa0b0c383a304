/** Laws of neural scaling, compiled at run time into flat SIMD code, and the grids they are swept over. */
module dev.powerlane.kernels {
    requires jdk.incubator.vector;
    requires org.objectweb.asm;
    requires org.objectweb.asm.tree;

    exports dev.powerlane.grid;
    exports dev.powerlane.kernel;
    exports dev.powerlane.law;
    exports dev.powerlane.math;
    exports dev.powerlane.schedule;
}
