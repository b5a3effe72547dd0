<?php
// A stand-in needs no libraries.
