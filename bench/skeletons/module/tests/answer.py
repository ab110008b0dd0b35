"""The module of payloads/modules/answer, on each machine."""

import bench

PARAMETER = "/sys/module/answer/parameters/answer"


class Loaded(bench.Test):
    """The module is loaded when the test starts."""

    machines = ("mine", "virt")
    guest = bench.Linux(modules=("answer",))

    def test_answer(self):
        """The parameter has its default."""
        self.assertEqual(self.guest.run("cat", PARAMETER).stdout, b"42\n")

    def test_unload(self):
        """The module can go again, and says so."""
        self.assertEqual(self.guest.run("rmmod", "answer").code, 0)
        self.assertIn(b"answer: goodbye", self.guest.run("dmesg").stdout)


class Refused(bench.Test):
    """The test loads the module itself."""

    machines = ("mine", "virt")
    guest = bench.Linux(unloaded=("answer",))

    def test_negative(self):
        """A negative answer is refused."""
        loading = self.guest.run("insmod", "/modules/answer.ko", "answer=-1")
        self.assertNotEqual(loading.code, 0)
